def audit(p, s): return "audit"
Audit=str
