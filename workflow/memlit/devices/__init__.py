"""Over all documents: gather readings by device, flag conflicts, choose one tuple per device and pulse."""
