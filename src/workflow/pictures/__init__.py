"""Pictures: plain frozen data to text, as SVG, Mermaid, DOT or terminal lines.

Nothing here knows a definition, a case or a language: the caller converts what it has and brings every word.
"""
