# The stage of the recordings of attacks: "thr-attacker" (192.0.2.66, 2001:db8:2::66) and "thr-victim" (192.0.2.80, 2001:db8:2::80),
# recorded at the victim. Captures go to samples/threats.
need ethtool dumpcap python3
samples=$samples/threats
mkdir -p "$samples"
tools="$record_dir/threat-tools.py"
host thr-attacker
host thr-victim
cable thr-attacker eth0 thr-victim eth0
address thr-attacker eth0 192.0.2.66/24 2001:db8:2::66/64
address thr-victim eth0 192.0.2.80/24 2001:db8:2::80/64
attack() { on thr-attacker timeout 100 "$@" >>"$work/attack.log" 2>&1 || true; }
