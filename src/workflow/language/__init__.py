"""Words every room shares: ids, people, bilingual text, sources of law, quantities, messages."""
