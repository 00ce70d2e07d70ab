"""The only place that asks which system this is: files, folders, streams, signals, programs."""
