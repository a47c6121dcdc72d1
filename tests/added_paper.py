"""A made-up paper that is added to a review: its entry and its readings."""

KEY = "added2020"
ENTRY = """
@article{added2020,
  author = {Doe, Jane},
  title = {A device},
  year = {2020},
  keywords = {review-fig11},
  deviceclass = {VCM},
  role = {synapse},
}
"""
READINGS = """\
place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note
abstract,,TaOx,set_voltage,2 V,,,primary,set,,,,
abstract,,TaOx,set_pulse_width,10 ns,,,primary,set,,,,
abstract,,TaOx,r_on,10 kΩ,,,primary,,,,,
"""
