// SPDX-License-Identifier: MIT
// The few members of the kernel's structures that the programs read. libbpf moves each access to where the running
// kernel has the member (CO-RE), so neither the order nor what is left out matters.
#pragma once

#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>

#define FROM_KERNEL __attribute__((preserve_access_index))

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;

struct ns_common { unsigned int inum; } FROM_KERNEL;
struct net { struct ns_common ns; } FROM_KERNEL;
typedef struct { struct net *net; } possible_net_t;
struct in6_addr { u8 octets[16]; };
typedef struct { u32 val; } kuid_t;
struct kernfs_node { u64 id; } FROM_KERNEL;
struct cgroup { struct kernfs_node *kn; } FROM_KERNEL;
struct sock_cgroup_data { struct cgroup *cgroup; } FROM_KERNEL;
struct inode { unsigned long i_ino; } FROM_KERNEL;
struct file { struct inode *f_inode; void *private_data; } FROM_KERNEL;
struct sock;
struct socket { struct file *file; struct sock *sk; } FROM_KERNEL;

struct sock_common {
	u32 skc_daddr;
	u32 skc_rcv_saddr;
	u16 skc_dport;
	u16 skc_num;
	unsigned short skc_family;
	volatile unsigned char skc_state;
	possible_net_t skc_net;
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
	unsigned long skc_flags;
} FROM_KERNEL;

struct sock {
	struct sock_common __sk_common;
	int sk_err;
	struct socket *sk_socket;
	kuid_t sk_uid;
	u16 sk_protocol;
	struct sock_cgroup_data sk_cgrp_data;
} FROM_KERNEL;

struct inet_sock { u16 inet_sport; } FROM_KERNEL;

struct minmax_sample { u32 v; } FROM_KERNEL;
struct minmax { struct minmax_sample s[3]; } FROM_KERNEL;
struct tcp_rack { u64 mstamp; u32 rtt_us; } FROM_KERNEL;

struct tcp_sock {
	u64 bytes_sent;
	u64 bytes_retrans;
	u64 bytes_received;
	u32 total_retrans;
	u32 srtt_us;
	u32 mdev_us;
	struct minmax rtt_min;
	struct tcp_rack rack;
} FROM_KERNEL;

struct net_device { int ifindex; possible_net_t nd_net; } FROM_KERNEL;

struct sk_buff {
	struct net_device *dev;
	struct sock *sk;
	unsigned int len;
	int skb_iif;
	u16 protocol;
	u16 transport_header;
	u16 network_header;
	unsigned char *head;
} FROM_KERNEL;

struct fdtable { unsigned int max_fds; struct file **fd; } FROM_KERNEL;
struct files_struct { struct fdtable *fdt; } FROM_KERNEL;
struct task_struct { struct files_struct *files; } FROM_KERNEL;

struct pt_regs___x86 { unsigned long orig_ax, di, si; } FROM_KERNEL;
struct pt_regs___arm { u64 regs[31]; u64 orig_x0; int syscallno; } FROM_KERNEL;

enum {
	IPV4 = 2, // AF_INET
	IPV6 = 10, // AF_INET6
	TCP = 6, // IPPROTO_TCP
	UDP = 17, // IPPROTO_UDP
};
