"""Words of a sentence that say whether a pulse raises or lowers the conductance, as patterns."""

from __future__ import annotations

RAISING = (
    r"[Pp]otentiat\w*|LTP|[Ll]ong-term potentiation|SET|(?<=\()set(?=\))|"
    r"set(?=[ -](?:pulses?|process|operations?|voltages?|transitions?|amplitudes?|spikes?|switching)\b)|"
    r"set(?= (?:by|with|using) (?:an? )?(?:\w+ )?(?:pulses?|voltages?|amplitudes?|spikes?)\b)"
)
LOWERING = r"[Dd]epress(?:ed|ing|ion|ive)|LTD|[Ll]ong-term depression|RESET|[Rr]eset"
