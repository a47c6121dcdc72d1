"""The sheet of one paper: what it states of its devices, what is missing, what disagrees, what the field asks.

It needs no review and no network, and writes nothing but its output.
standards: config/standards.yaml, what is asked and how it is looked for.
paper: what the readers find in one file, its sentences with the place of each letter.
items: of each part that is asked, where it is stated, that it was not found, or that nobody can tell.
values: the printed values of each device. pulses: V, tau and the states of each pulse, and the bounds that follow.
contradictions: values of the paper that do not fit each other.
published: energies and times of published devices, and the picture of the paper's own among them.
clips: pictures of printed lines. sheet: all of this for one file.
page: the sheet as a page of HTML that its author can fill in. summary: as lines for a terminal, and as JSON.
"""
