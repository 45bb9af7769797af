// SPDX-License-Identifier: MIT
// Follows sockets by the kernel's tracepoints. The reader loads only the programs that its question needs.
#include <linux/bpf.h>
#include "records.h"

char terms[] SEC("license") = "Dual MIT/GPL";

const volatile struct choice choice;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 22);
} records SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__type(key, u64);
	__type(value, struct flow);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, u64);
	__type(value, struct round_trips);
} round_trips SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct traffic_key);
	__type(value, struct traffic);
} traffic SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct drop_key);
	__type(value, struct drop);
} drops SEC(".maps");

// Threads whose connect() reached the network: its outcome is told by the socket's states.
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u64);
	__type(value, u8);
} connecting SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, COUNTS);
	__type(key, u32);
	__type(value, u64);
} counts SEC(".maps");

// Round-trip times by powers of two of microseconds.
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 32);
	__type(key, u32);
	__type(value, u64);
} histogram SEC(".maps");

enum state { ESTABLISHED = 1, SYN_SENT = 2, SYN_RECEIVED = 3, FIN_WAIT_1 = 4, TIME_WAIT = 6, CLOSE = 7, LAST_ACK = 9, LISTEN = 10, NEW_SYN_RECEIVED = 12 };

static __always_inline void tally(u32 which)
{
	u64 *count = bpf_map_lookup_elem(&counts, &which);
	if (count)
		(*count)++;
}

static __always_inline void read_process(struct party *party)
{
	party->pid = bpf_get_current_pid_tgid() >> 32;
	party->cgroup = bpf_get_current_cgroup_id();
	bpf_get_current_comm(party->comm, sizeof(party->comm));
}

// The ends of a socket: these members every kind of socket has, also one that only waits or only begins.
static __always_inline void read_ends(struct party *party, const struct sock *sk)
{
	party->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	party->protocol = TCP;
	party->local_port = BPF_CORE_READ(sk, __sk_common.skc_num);
	party->remote_port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	party->state = BPF_CORE_READ(sk, __sk_common.skc_state);
	// a socket that closes has given its port back already
	if (!party->local_port && party->state != TIME_WAIT && party->state != NEW_SYN_RECEIVED)
		party->local_port = bpf_ntohs(BPF_CORE_READ((const struct inet_sock *)sk, inet_sport));
	party->netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (party->family == IPV6) {
		BPF_CORE_READ_INTO(&party->local, sk, __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO(&party->remote, sk, __sk_common.skc_v6_daddr);
	} else {
		*(u32 *)party->local = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
		*(u32 *)party->remote = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	}
}

static __always_inline int is_whole(u8 state)
{
	return state != TIME_WAIT && state != NEW_SYN_RECEIVED;
}

// Whose a socket is, as the socket itself knows it.
static __always_inline void read_owner(struct party *party, const struct sock *sk)
{
	party->uid = BPF_CORE_READ(sk, sk_uid.val);
	party->inode = BPF_CORE_READ(sk, sk_socket, file, f_inode, i_ino);
	if (!party->cgroup && bpf_core_field_exists(((struct sock *)0)->sk_cgrp_data.cgroup))
		party->cgroup = BPF_CORE_READ(sk, sk_cgrp_data.cgroup, kn, id);
}

static __always_inline int is_wanted(const struct party *party)
{
	if (choice.netns && choice.netns != party->netns)
		return 0;
	return !choice.port || choice.port == party->local_port || choice.port == party->remote_port;
}

// A cleared record in the ring; counts what it has no room for.
static __always_inline struct record *reserve(u32 kind)
{
	if (!(choice.kinds & (1 << kind)))
		return 0;
	tally(SEEN);
	struct record *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);
	if (!record) {
		tally(RING_FULL);
		return 0;
	}
	__builtin_memset(record, 0, sizeof(*record));
	record->at = bpf_ktime_get_ns();
	record->kind = kind;
	return record;
}

static __always_inline void read_connection(struct record *record, const struct sock *sk)
{
	const struct tcp_sock *tcp = (const void *)sk;
	// data as the process gave it: each octet once, SYN and FIN not counted
	record->sent = BPF_CORE_READ(tcp, bytes_sent) - BPF_CORE_READ(tcp, bytes_retrans);
	record->received = BPF_CORE_READ(tcp, bytes_received);
	// the kernel counts the FIN of the other side with its data; SOCK_DONE says that it came
	if (record->received && BPF_CORE_READ(sk, __sk_common.skc_flags) & (1 << 1))
		record->received--;
	record->retransmissions = BPF_CORE_READ(tcp, total_retrans);
	record->rtt_us = BPF_CORE_READ(tcp, srtt_us) >> 3;
}

static __always_inline void tell(u32 kind, const struct sock *sk, const struct flow *flow, u8 state, int error)
{
	struct party ends = {};
	read_ends(&ends, sk);
	if (!is_wanted(&ends))
		return;
	struct record *record = reserve(kind);
	if (!record)
		return;
	if (flow) {
		record->began = flow->began;
		record->party = flow->party;
	}
	read_ends(&record->party, sk);
	read_owner(&record->party, sk);
	record->party.state = state;
	record->error = error;
	read_connection(record, sk);
	bpf_ringbuf_submit(record, 0);
}

static __always_inline void begin(const struct sock *sk, u64 key, u8 direction, u8 state)
{
	struct flow flow = {};
	read_ends(&flow.party, sk);
	if (!is_wanted(&flow.party))
		return;
	flow.began = bpf_ktime_get_ns();
	flow.party.direction = direction;
	flow.party.state = state;
	read_owner(&flow.party, sk);
	if (direction == OUTGOING) {
		read_process(&flow.party);
		u64 thread = bpf_get_current_pid_tgid();
		u8 yes = 1;
		bpf_map_update_elem(&connecting, &thread, &yes, BPF_ANY);
	}
	if (bpf_map_update_elem(&flows, &key, &flow, BPF_ANY))
		tally(MAP_FULL);
}

SEC("raw_tp/inet_sock_set_state")
int BPF_PROG(state_changed, const struct sock *sk, int old, int next)
{
	if (BPF_CORE_READ(sk, sk_protocol) != TCP)
		return 0;
	u64 key = (u64)sk;
	if (next == SYN_SENT) {
		begin(sk, key, OUTGOING, next);
		return 0;
	}
	if (next == ESTABLISHED && old == SYN_RECEIVED) {
		// an answer from the network: whatever process runs just now has nothing to do with it
		begin(sk, key, INCOMING, next);
		return 0;
	}
	if (old == LISTEN || next == LISTEN)
		return 0;
	struct flow *flow = bpf_map_lookup_elem(&flows, &key);
	if (old == SYN_SENT && next == ESTABLISHED) {
		tell(CONNECTED, sk, flow, old, 0);
		if (flow)
			flow->party.state = ESTABLISHED;
	} else if (next == FIN_WAIT_1 || next == LAST_ACK) {
		// closing is done by whoever has the socket
		if (flow && !flow->party.pid)
			read_process(&flow->party);
	} else if (next == CLOSE) {
		if (old == SYN_SENT)
			tell(FAILED, sk, flow, old, BPF_CORE_READ(sk, sk_err));
		else if (old != SYN_RECEIVED && old != CLOSE)
			tell(CLOSED, sk, flow, old, BPF_CORE_READ(sk, sk_err));
		bpf_map_delete_elem(&flows, &key);
	}
	return 0;
}

// Who sends and receives has the socket: so accepted connections get their process.
static __always_inline int own(const struct sock *sk)
{
	u64 key = (u64)sk;
	struct flow *flow = bpf_map_lookup_elem(&flows, &key);
	if (flow && !flow->party.pid)
		read_process(&flow->party);
	return 0;
}

SEC("raw_tp/sock_send_length")
int BPF_PROG(owner_sent, const struct sock *sk, int length, int flags)
{
	return own(sk);
}

SEC("raw_tp/sock_recv_length")
int BPF_PROG(owner_received, const struct sock *sk, int length, int flags)
{
	return own(sk);
}

static __always_inline struct sock *socket_of(u32 descriptor)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	if (descriptor >= BPF_CORE_READ(table, max_fds))
		return 0;
	struct file **files = BPF_CORE_READ(table, fd);
	struct file *file = 0;
	bpf_probe_read_kernel(&file, sizeof(file), files + descriptor);
	struct socket *socket = BPF_CORE_READ(file, private_data);
	return BPF_CORE_READ(socket, sk);
}

// connect() that fails before anything is sent (no route, forbidden) changes no state; only its result tells.
SEC("raw_tp/sys_exit")
int BPF_PROG(connect_returned, void *registers, long result)
{
	u32 descriptor;
	const void *address;
	if (bpf_core_field_exists(((struct pt_regs___x86 *)0)->orig_ax)) {
		struct pt_regs___x86 *x86 = registers;
		if (BPF_CORE_READ(x86, orig_ax) != 42)
			return 0;
		descriptor = BPF_CORE_READ(x86, di);
		address = (const void *)BPF_CORE_READ(x86, si);
	} else if (bpf_core_field_exists(((struct pt_regs___arm *)0)->syscallno)) {
		struct pt_regs___arm *arm = registers;
		if (BPF_CORE_READ(arm, syscallno) != 203)
			return 0;
		descriptor = BPF_CORE_READ(arm, orig_x0);
		address = (const void *)BPF_CORE_READ(arm, regs[1]);
	} else
		return 0;
	u64 thread = bpf_get_current_pid_tgid();
	if (bpf_map_lookup_elem(&connecting, &thread)) {
		bpf_map_delete_elem(&connecting, &thread);
		return 0;
	}
	// asked again while it is under way (EALREADY, EINPROGRESS, EISCONN, EINTR), refused as an argument (EBADF, EFAULT, EINVAL,
	// ENOTSOCK, EAFNOSUPPORT), or the end of a connect that began earlier and was told by its states
	if (result >= 0 || result == -114 || result == -115 || result == -106 || result == -4 || result == -9 || result == -14
		|| result == -22 || result == -88 || result == -97 || result == -111 || result == -110 || result == -104)
		return 0;
	u8 typed[28] = {};
	if (bpf_probe_read_user(typed, 8, address))
		return 0;
	u16 family = *(u16 *)typed;
	if (family != IPV4 && family != IPV6)
		return 0;
	struct sock *sk = socket_of(descriptor);
	if (!sk)
		return 0;
	u16 protocol = BPF_CORE_READ(sk, sk_protocol);
	if (protocol != TCP)
		return 0;
	struct party party = {};
	read_ends(&party, sk);
	party.remote_port = bpf_ntohs(*(u16 *)(typed + 2));
	if (!is_wanted(&party))
		return 0;
	if (family == IPV6)
		bpf_probe_read_user(typed, sizeof(typed), address);
	struct record *record = reserve(FAILED);
	if (!record)
		return 0;
	record->party = party;
	record->party.family = family;
	record->party.direction = OUTGOING;
	if (family == IPV6)
		__builtin_memcpy(record->party.remote, typed + 8, 16);
	else
		__builtin_memcpy(record->party.remote, typed + 4, 4);
	read_process(&record->party);
	read_owner(&record->party, sk);
	record->began = record->at;
	record->error = -result;
	bpf_ringbuf_submit(record, 0);
	return 0;
}

// The process of a socket whose connection began under our eyes.
static __always_inline void recall(struct party *party, u64 key)
{
	struct flow *flow = bpf_map_lookup_elem(&flows, &key);
	if (!flow)
		return;
	party->pid = flow->party.pid;
	party->cgroup = flow->party.cgroup;
	party->direction = flow->party.direction;
	__builtin_memcpy(party->comm, flow->party.comm, sizeof(party->comm));
}

static __always_inline void about(u32 kind, const struct sock *sk, u32 length, u32 reason)
{
	struct party ends = {};
	read_ends(&ends, sk);
	if (!is_wanted(&ends))
		return;
	struct record *record = reserve(kind);
	if (!record)
		return;
	record->party = ends;
	recall(&record->party, (u64)sk);
	record->length = length;
	record->reason = reason;
	if (is_whole(ends.state) && ends.state != LISTEN) {
		read_owner(&record->party, sk);
		read_connection(record, sk);
		record->error = BPF_CORE_READ(sk, sk_err);
	}
	bpf_ringbuf_submit(record, 0);
}

SEC("raw_tp/tcp_retransmit_skb")
int BPF_PROG(retransmitted, const struct sock *sk, const struct sk_buff *skb)
{
	about(RETRANSMITTED, sk, BPF_CORE_READ(skb, len), 0);
	return 0;
}

// Ends and lengths of a packet, as far as the kernel had read it.
static __always_inline void read_packet(struct party *party, const struct sk_buff *skb, int turned)
{
	u16 network = BPF_CORE_READ(skb, network_header);
	u16 transport = BPF_CORE_READ(skb, transport_header);
	unsigned char *head = BPF_CORE_READ(skb, head);
	u8 octets[40] = {};
	u8 ports[4] = {};
	u16 type = bpf_ntohs(BPF_CORE_READ(skb, protocol));
	struct net_device *device = BPF_CORE_READ(skb, dev);
	if (device)
		party->netns = BPF_CORE_READ(device, nd_net.net, ns.inum);
	// a packet in a queue of a socket has lost its device, but has the socket
	struct sock *sk = BPF_CORE_READ(skb, sk);
	if (!party->netns && sk)
		party->netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (bpf_probe_read_kernel(octets, sizeof(octets), head + network))
		return;
	u8 *from = turned ? party->remote : party->local;
	u8 *to = turned ? party->local : party->remote;
	if (type == 0x0800 && octets[0] >> 4 == 4) {
		party->family = IPV4;
		party->protocol = octets[9];
		__builtin_memcpy(from, octets + 12, 4);
		__builtin_memcpy(to, octets + 16, 4);
		// a later fragment has no ports
		if ((octets[6] & 0x1f) | octets[7])
			return;
		if (transport == 0xffff || transport <= network)
			transport = network + (octets[0] & 0xf) * 4;
	} else if (type == 0x86dd && octets[0] >> 4 == 6) {
		party->family = IPV6;
		party->protocol = octets[6];
		__builtin_memcpy(from, octets + 8, 16);
		__builtin_memcpy(to, octets + 24, 16);
		if (transport == 0xffff || transport <= network)
			transport = network + 40;
	} else
		return;
	if (party->protocol != TCP && party->protocol != UDP)
		return;
	if (bpf_probe_read_kernel(ports, sizeof(ports), head + transport))
		return;
	u16 first = bpf_ntohs(*(u16 *)ports);
	u16 second = bpf_ntohs(*(u16 *)(ports + 2));
	party->local_port = turned ? second : first;
	party->remote_port = turned ? first : second;
}

static __always_inline int reset_for(const struct sock *sk, const struct sk_buff *skb, u32 reason)
{
	// a listening socket has no other end; the packet that is refused has
	if (sk && BPF_CORE_READ(sk, __sk_common.skc_state) != LISTEN) {
		about(RESET_SENT, sk, 0, reason);
		return 0;
	}
	if (!skb)
		return 0;
	struct party ends = {};
	read_packet(&ends, skb, 1);
	if (sk)
		ends.netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (!is_wanted(&ends))
		return 0;
	struct record *record = reserve(RESET_SENT);
	if (!record)
		return 0;
	record->party = ends;
	record->reason = reason;
	record->party.state = sk ? LISTEN : CLOSE;
	if (sk)
		read_owner(&record->party, sk);
	bpf_ringbuf_submit(record, 0);
	return 0;
}

SEC("raw_tp/tcp_send_reset")
int BPF_PROG(reset_sent, const struct sock *sk, const struct sk_buff *skb, u32 reason)
{
	return reset_for(sk, skb, reason);
}

// Kernels before 6.9 give no reason, and loading refuses a program that asks for it.
SEC("raw_tp/tcp_send_reset")
int BPF_PROG(reset_sent_bare, const struct sock *sk, const struct sk_buff *skb)
{
	return reset_for(sk, skb, 0);
}

SEC("raw_tp/tcp_receive_reset")
int BPF_PROG(reset_received, const struct sock *sk)
{
	about(RESET_RECEIVED, sk, 0, 0);
	return 0;
}

SEC("raw_tp/tcp_probe")
int BPF_PROG(segment_received, const struct sock *sk, const struct sk_buff *skb)
{
	const struct tcp_sock *tcp = (const void *)sk;
	u64 key = (u64)sk;
	u32 smoothed = BPF_CORE_READ(tcp, srtt_us) >> 3;
	if (!smoothed)
		return 0;
	u64 newest = BPF_CORE_READ(tcp, rack.mstamp);
	u32 sample = BPF_CORE_READ(tcp, rack.rtt_us);
	struct round_trips *known = bpf_map_lookup_elem(&round_trips, &key);
	if (!known) {
		struct round_trips fresh = { .least_us = ~0u };
		read_ends(&fresh.party, sk);
		if (!is_wanted(&fresh.party))
			return 0;
		read_owner(&fresh.party, sk);
		if (bpf_map_update_elem(&round_trips, &key, &fresh, BPF_NOEXIST)) {
			tally(MAP_FULL);
			return 0;
		}
		known = bpf_map_lookup_elem(&round_trips, &key);
		if (!known)
			return 0;
	} else if (known->party.remote_port != bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport))
		|| known->party.local_port != BPF_CORE_READ(sk, __sk_common.skc_num)) {
		// the memory of a closed socket serves a new one: begin again under the new name
		struct round_trips fresh = { .least_us = ~0u };
		read_ends(&fresh.party, sk);
		read_owner(&fresh.party, sk);
		bpf_map_update_elem(&round_trips, &key, &fresh, BPF_EXIST);
		known = bpf_map_lookup_elem(&round_trips, &key);
		if (!known)
			return 0;
	}
	if (!known->party.pid)
		recall(&known->party, key);
	known->smoothed_us = smoothed;
	known->variation_us = BPF_CORE_READ(tcp, mdev_us) >> 2;
	known->kernel_least_us = BPF_CORE_READ(tcp, rtt_min.s[0].v);
	known->retransmissions = BPF_CORE_READ(tcp, total_retrans);
	if (newest == known->newest || !sample)
		return 0; // this segment follows one that acknowledged nothing new
	known->newest = newest;
	known->samples++;
	known->sum_us += sample;
	if (sample < known->least_us)
		known->least_us = sample;
	if (sample > known->most_us)
		known->most_us = sample;
	tally(SEEN);
	u32 power = 0;
	for (u32 rest = sample; rest > 1 && power < 31; rest >>= 1)
		power++;
	u64 *count = bpf_map_lookup_elem(&histogram, &power);
	if (count)
		(*count)++;
	return 0;
}

static __always_inline int moved(const struct sock *sk, int length, int is_sent)
{
	if (length <= 0)
		return 0;
	u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family != IPV4 && family != IPV6)
		return 0;
	u32 netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	if (choice.netns && choice.netns != netns)
		return 0;
	if (choice.port && choice.port != BPF_CORE_READ(sk, __sk_common.skc_num)
		&& choice.port != bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport)))
		return 0;
	tally(SEEN);
	struct traffic_key key = {
		.pid = bpf_get_current_pid_tgid() >> 32,
		.family = family,
		.protocol = BPF_CORE_READ(sk, sk_protocol),
	};
	struct traffic *known = bpf_map_lookup_elem(&traffic, &key);
	if (!known) {
		struct traffic fresh = { .netns = netns, .uid = bpf_get_current_uid_gid() };
		fresh.cgroup = bpf_get_current_cgroup_id();
		bpf_get_current_comm(fresh.comm, sizeof(fresh.comm));
		// another thread may have been faster, which is as good
		bpf_map_update_elem(&traffic, &key, &fresh, BPF_NOEXIST);
		known = bpf_map_lookup_elem(&traffic, &key);
		if (!known) {
			tally(MAP_FULL);
			return 0;
		}
	}
	__sync_fetch_and_add(is_sent ? &known->sent : &known->received, length);
	__sync_fetch_and_add(is_sent ? &known->sends : &known->receives, 1);
	return 0;
}

SEC("raw_tp/sock_send_length")
int BPF_PROG(octets_sent, const struct sock *sk, int length, int flags)
{
	return moved(sk, length, 1);
}

SEC("raw_tp/sock_recv_length")
int BPF_PROG(octets_received, const struct sock *sk, int length, int flags)
{
	// looking is not receiving (MSG_PEEK)
	return flags & 2 ? 0 : moved(sk, length, 0);
}

static __always_inline int lost(const struct sk_buff *skb, u64 location, u32 reason)
{
	struct party ends = {};
	read_packet(&ends, skb, 0);
	if (!is_wanted(&ends))
		return 0;
	u32 length = BPF_CORE_READ(skb, len);
	struct drop_key key = {
		.location = location,
		.reason = reason,
		.ethertype = bpf_ntohs(BPF_CORE_READ(skb, protocol)),
		.protocol = ends.protocol,
	};
	struct drop *known = bpf_map_lookup_elem(&drops, &key);
	if (!known) {
		struct drop fresh = {};
		bpf_map_update_elem(&drops, &key, &fresh, BPF_NOEXIST);
		known = bpf_map_lookup_elem(&drops, &key);
	}
	if (known) {
		__sync_fetch_and_add(&known->packets, 1);
		__sync_fetch_and_add(&known->octets, length);
	} else
		tally(MAP_FULL);
	struct record *record = reserve(DROPPED);
	if (!record)
		return 0;
	record->party = ends;
	record->length = length;
	record->reason = reason;
	record->location = location;
	struct net_device *device = BPF_CORE_READ(skb, dev);
	record->interface = device ? BPF_CORE_READ(device, ifindex) : BPF_CORE_READ(skb, skb_iif);
	bpf_ringbuf_submit(record, 0);
	return 0;
}

SEC("raw_tp/kfree_skb")
int BPF_PROG(packet_dropped, const struct sk_buff *skb, u64 location, u32 reason)
{
	return reason == 1 ? 0 : lost(skb, location, reason); // SKB_CONSUMED: it arrived
}

// Kernels before 5.17 give no reason.
SEC("raw_tp/kfree_skb")
int BPF_PROG(packet_dropped_bare, const struct sk_buff *skb, u64 location)
{
	return lost(skb, location, 0);
}
