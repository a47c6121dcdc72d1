"""Names of parameters and flags in words that a reader knows."""

from collections.abc import Iterable

from memlit.datum import FIRST_HAND, Grade, SaidHow, Tier, notes_of
from memlit.field.codes import CITED, OWN, RESTATED, SIMULATOR, WITH_RESERVATIONS, Whose
from memlit.library import is_cited_work

PART_SYMBOLS = {"v_spike": "V_spike", "tau": "tau", "g_on": "G_on", "g_off": "G_off"}
_PARAMETERS = {
    "g_on": "on-state conductance",
    "g_off": "off-state conductance",
    "r_on": "on-state resistance",
    "r_off": "off-state resistance",
    "on_off_ratio": "on/off ratio",
    "on_off_ratio_dc": "on/off ratio of a slow sweep",
    "nonlinearity_potentiation": "nonlinearity up",
    "nonlinearity_depression": "nonlinearity down",
    "stdp_window": "STDP window",
    "cell_area_f2": "cell area in F²",
    "mac_time": "time of one multiply-accumulate operation",
    "one_atom_conductance": "conductance of one atom",
    "one_atom_program_energy": "energy to program one atom",
    "mnist_test_error": "test error on MNIST",
    "vmm_error_sd": "SD of the error of a vector-matrix product",
    "vmm_error": "error of a vector-matrix product",
    "iv_linearity": "linearity of the I-V curve",
    "iv_symmetry": "symmetry of the I-V curve",
    "cycle_to_cycle": "cycle-to-cycle variation",
    "device_to_device": "device-to-device variation",
}
_FLAGS = {
    "checked_at_source": "checked at the source",
    "not_verified_at_source": "transcribed from a collection, source not opened",
    "first_curator": "from the curator who names the pulse",
    "authors_energy": "an energy as the authors report it",
    "counts_as_unresolved": "not counted: which paper is meant is open",
    "counts_as_class_level": "not counted: of a class, not of a device",
    "counts_as_simulator": "not counted: input of a simulator",
    "counts_as_one_laboratory": "not counted: of one laboratory",
    "this_work": "the authors' own device",
    "unit_not_proved": "unit as in other classes, not proved",
    "write_verify": "write with verify",
    "low_field_read": "read far below the pulse",
    "near_floor": "near the floor of the instrument",
    "half_sine": "amplitude of a half sine",
    "contradicted": "printed otherwise elsewhere in its document",
    "trust:measured": "curve computed from deposited data",
    "trust:vector_verified": "curve read from its drawing, verified",
    "trust:vector_unverified": "curve read from its drawing, not verified",
    "trust:raster_verified": "curve read from pixels, verified",
    "trust:raster_unverified": "curve read from pixels, not verified",
    "trust:import_recomputed": "curve digitized elsewhere, computed again",
    "trust:looked_at": "curve looked at by a person",
    "trust:values_only": "curve digitized elsewhere, values only",
}


def parameter_words(parameter: str) -> str:
    """`on/off ratio` for on_off_ratio, `number of states` for n_states."""
    counted = parameter.removeprefix("n_")
    plain = f"number of {counted}" if counted != parameter else parameter
    return _PARAMETERS.get(parameter, plain.replace("_", " "))


def flag_words(flag: str) -> str:
    """`unit from header` for unit_from_header."""
    return _FLAGS.get(flag, flag.replace("_", " "))


LEAST_GRADE: Grade = "C"


def whose_number(tier: Tier, grade: Grade | None, paper: str | None, flags: Iterable[str]) -> Whose:
    """Whose number a value about a paper is that was printed at this tier, in a tuple of this grade.

    flags: of the value, which say where a person knows that it was not measured.
    """
    if is_cited_work(paper):
        return CITED
    if tier == "simulator" or any(said.kind != "measured" for said in notes_of(SaidHow, flags)):
        return SIMULATOR
    if grade == LEAST_GRADE:
        return WITH_RESERVATIONS
    return OWN if tier == FIRST_HAND else RESTATED
