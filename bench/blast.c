// blast IFNAME PPS SECONDS [SIZE]: sends UDP packets of 1000 conversations by AF_PACKET, as fast as asked (0: as fast as
// it goes), and prints how many. SIZE is octets of a frame; without it a mix of 66, 130, 590 and 1514 (mean about 900).
#define _GNU_SOURCE
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/socket.h>
#include <time.h>

enum { Frames = 1000, Longest = 1514, Batch = 16 };

static uint8_t frames[Frames][Longest];
static int lengths[Frames];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void put16(uint8_t *at, int value)
{
    at[0] = value >> 8;
    at[1] = value;
}

static void make(int i, int length)
{
    static const uint8_t head[14] = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0};
    uint8_t *p = frames[i];
    memcpy(p, head, sizeof head);
    p[14] = 0x45;
    put16(p + 16, length - 14);
    p[22] = 64;
    p[23] = 17;
    p[26] = 10; p[27] = 80; put16(p + 28, i);
    p[30] = 10; p[31] = 81; p[33] = 1;
    put16(p + 34, 0x3000 + i);
    put16(p + 36, 0x1234);
    put16(p + 38, length - 34);
    lengths[i] = length;
}

int main(int count, char **words)
{
    if (count < 4)
        return 2;
    double rate = atof(words[2]), seconds = atof(words[3]);
    for (int i = 0; i < Frames; i++) {
        int k = i % 12;
        make(i, count > 4 ? atoi(words[4]) : k < 5 ? 66 : k < 6 ? 130 : k < 7 ? 590 : 1514);
    }
    int one = 1, s = socket(AF_PACKET, SOCK_RAW, 0);
    struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(words[1]), .sll_halen = 6};
    setsockopt(s, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
    if (bind(s, (void *)&to, sizeof to) < 0)
        return 1;
    struct mmsghdr messages[Batch] = {0};
    struct iovec parts[Batch];
    double begin = now(), t;
    long sent = 0;
    for (int next = 0; (t = now() - begin) < seconds;) {
        if (rate > 0 && t * rate < sent + Batch) {
            struct timespec pause = {0, 20000};
            nanosleep(&pause, 0);
            continue;
        }
        for (int i = 0; i < Batch; i++, next = (next + 1) % Frames) {
            parts[i] = (struct iovec){frames[next], lengths[next]};
            messages[i].msg_hdr.msg_iov = &parts[i];
            messages[i].msg_hdr.msg_iovlen = 1;
        }
        int done = sendmmsg(s, messages, Batch, 0);
        if (done > 0)
            sent += done;
    }
    printf("%ld %.0f\n", sent, sent / (now() - begin));
}
