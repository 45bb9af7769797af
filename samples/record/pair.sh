# Two hosts and a cable: "client" (192.0.2.10, 2001:db8:2::10) and "server" (192.0.2.80, 2001:db8:2::80), both eth0.
need ethtool dumpcap tcpdump
host client
host server
cable client eth0 server eth0
address client eth0 192.0.2.10/24 2001:db8:2::10/64
address server eth0 192.0.2.80/24 2001:db8:2::80/64
