// SPDX-License-Identifier: MIT
// What the programs hand over; KernelRecords.cs reads the same layout. Addresses are in network order and IPv4 lies in
// the first four octets; ports are in the order of the machine; times are those of CLOCK_MONOTONIC in nanoseconds.
#pragma once

#include "kernel.h"

enum kind {
	CONNECTED = 1,
	FAILED = 2,
	CLOSED = 3,
	RETRANSMITTED = 4,
	RESET_SENT = 5,
	RESET_RECEIVED = 6,
	DROPPED = 7,
};

enum direction { UNKNOWN = 0, OUTGOING = 1, INCOMING = 2 };

// Whose a socket is, and which two ends it has.
struct party {
	u64 cgroup;
	u64 inode;
	u32 pid;
	u32 uid;
	u32 netns;
	u16 family;
	u16 protocol;
	u16 local_port;
	u16 remote_port;
	u8 direction;
	u8 state;
	u8 unused[2];
	u8 local[16];
	u8 remote[16];
	char comm[16];
};

struct record {
	u64 at;
	u64 began;
	u64 sent;
	u64 received;
	u64 location;
	u32 kind;
	u32 retransmissions;
	u32 rtt_us;
	u32 length;
	u32 reason;
	u32 interface;
	int error;
	u32 unused;
	struct party party;
};

struct flow {
	u64 began;
	struct party party;
};

struct round_trips {
	u64 samples;
	u64 sum_us;
	u64 newest;
	u32 least_us;
	u32 most_us;
	u32 smoothed_us;
	u32 variation_us;
	u32 kernel_least_us;
	u32 retransmissions;
	struct party party;
};

struct traffic_key {
	u32 pid;
	u16 family;
	u16 protocol;
};

struct traffic {
	u64 sent;
	u64 received;
	u64 sends;
	u64 receives;
	u64 cgroup;
	u32 uid;
	u32 netns;
	char comm[16];
};

struct drop_key {
	u64 location;
	u32 reason;
	u16 ethertype; // in the order of the machine
	u16 protocol; // of IP; 0 when it is none
};

struct drop {
	u64 packets;
	u64 octets;
};

enum count { SEEN = 0, RING_FULL = 1, MAP_FULL = 2, COUNTS = 3 };

// What the reader sets before the programs are loaded.
struct choice {
	u32 netns; // only this network namespace; 0 for all
	u32 port; // only connections with this port; 0 for all
	u32 kinds; // which records are wanted: a bit for each
};
