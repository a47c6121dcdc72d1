"""The script that draws the charts: Vega, Vega-Lite and Vega-Embed in one file, as vl-convert ships them."""

GLOBALS = "window.vegaEmbed = vegaEmbed;"


def javascript_bundle() -> str:
    """One script without imports that sets `vegaEmbed`. Raises nothing of the network: vl-convert holds all parts."""
    import vl_convert

    bundle = vl_convert.javascript_bundle(GLOBALS)
    # The end tag of a script inside a string would end the page's element.
    return str(bundle).replace("</script", "<\\/script")
