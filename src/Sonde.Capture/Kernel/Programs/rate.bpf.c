// SPDX-License-Identifier: MIT
// Counts the frames that an interface receives, by kind, and lets every one pass.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

char terms[] SEC("license") = "Dual MIT/GPL";

enum class { ALL, IPV4, IPV6, NEITHER, TCP, UDP, REST, CLASSES };

struct amount {
	__u64 packets;
	__u64 octets;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, CLASSES);
	__type(key, __u32);
	__type(value, struct amount);
} amounts SEC(".maps");

static __always_inline void add(__u32 class, __u64 octets)
{
	struct amount *amount = bpf_map_lookup_elem(&amounts, &class);
	if (amount) {
		amount->packets++;
		amount->octets += octets;
	}
}

// What IP carries; the layouts are those of RFC 791 and RFC 8200.
static __always_inline __u32 inner(__u8 protocol)
{
	return protocol == 6 ? TCP : protocol == 17 ? UDP : REST;
}

static __always_inline int count(struct xdp_md *context, __u64 octets)
{
	__u8 *at = (__u8 *)(long)context->data;
	__u8 *end = (__u8 *)(long)context->data_end;
	add(ALL, octets);
	if (at + 14 > end) {
		add(NEITHER, octets);
		return XDP_PASS;
	}
	__u16 type = bpf_ntohs(*(__be16 *)(at + 12));
	at += 14;
	// tags of VLANs, one within another at most
	for (int tags = 0; tags < 2 && (type == 0x8100 || type == 0x88a8) && at + 4 <= end; tags++) {
		type = bpf_ntohs(*(__be16 *)(at + 2));
		at += 4;
	}
	if (type == 0x0800 && at + 20 <= end) {
		add(IPV4, octets);
		add(inner(at[9]), octets);
	} else if (type == 0x86dd && at + 40 <= end) {
		add(IPV6, octets);
		__u8 next = at[6];
		at += 40;
		// hop-by-hop, routing, fragment, destination options, authentication
		for (int headers = 0; headers < 6 && at + 8 <= end; headers++) {
			if (next == 0 || next == 43 || next == 60) {
				next = at[0];
				at += (at[1] + 1) * 8;
			} else if (next == 44) {
				next = at[0];
				at += 8;
			} else if (next == 51) {
				next = at[0];
				at += (at[1] + 2) * 4;
			} else
				break;
		}
		add(inner(next), octets);
	} else
		add(NEITHER, octets);
	return XDP_PASS;
}

SEC("xdp.frags")
int count_whole(struct xdp_md *context)
{
	return count(context, bpf_xdp_get_buff_len(context));
}

// Kernels before 5.18 know no frames in several pieces.
SEC("xdp")
int count_simple(struct xdp_md *context)
{
	return count(context, context->data_end - context->data);
}
