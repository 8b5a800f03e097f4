// SPDX-License-Identifier: Apache-2.0
/*
 * Traffic between two workloads, one tool for every path that is compared:
 *
 *     traffic serve                      waits for what the other modes send: TCP stream, TCP echo, UDP sink
 *     traffic stream ADDRESS SECONDS     one TCP connection as fast as it goes; prints Gbit/s
 *     traffic flood ADDRESS SECONDS      UDP in frames of 60 octets as fast as it goes; prints what was sent, Mpps
 *     traffic churn ADDRESS SECONDS      the same, but every datagram is the first of its flow
 *     traffic echo ADDRESS SECONDS       64 octets there and back over TCP; prints p50 and p99, microseconds
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STREAM_PORT = 7001, ECHO_PORT = 7002, SINK_PORT = 7003 };
enum { CHUNK = 128 * 1024, MESSAGE = 64, BATCH = 64 };
enum { CHURN_FIRST_PORT = 10000, CHURN_PORTS = 50 * 1024 };
enum { FLOOD_PAYLOAD = 60 - 14 - 20 - 8, MAX_SAMPLES = 4 * 1000 * 1000 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static struct sockaddr_in address(const char *text, int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port) };
    if (inet_pton(AF_INET, text, &a.sin_addr) != 1)
        errx(2, "not an address: %s", text);
    return a;
}

static int bound(int type, int port)
{
    struct sockaddr_in a = address("0.0.0.0", port);
    int s = socket(AF_INET, type, 0), on = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(s, (struct sockaddr *)&a, sizeof(a)) || (type == SOCK_STREAM && listen(s, 8)))
        err(1, "port %d", port);
    return s;
}

static int connected(int type, const char *to, int port)
{
    struct sockaddr_in a = address(to, port);
    int s = socket(AF_INET, type, 0), on = 1;
    if (connect(s, (struct sockaddr *)&a, sizeof(a)))
        err(1, "connect to %s port %d", to, port);
    if (type == SOCK_STREAM)
        setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return s;
}

static int read_whole(int s, char *buffer, size_t size)
{
    for (size_t got = 0; got < size;) {
        ssize_t n = read(s, buffer + got, size - got);
        if (n <= 0)
            return 0;
        got += n;
    }
    return 1;
}

/* Swallows a stream; the sender learns how much has arrived. */
static void serve_stream(int s)
{
    static char buffer[CHUNK];
    unsigned long long total = 0;
    for (ssize_t n; (n = read(s, buffer, sizeof(buffer))) > 0;)
        total += n;
    if (write(s, &total, sizeof(total)) < 0)
        warn("report");
}

static void serve_echo(int s)
{
    char message[MESSAGE];
    int on = 1;
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    while (read_whole(s, message, sizeof(message)))
        if (write(s, message, sizeof(message)) < 0)
            return;
}

static void accept_for_ever(int port, void (*serve)(int))
{
    int listening = bound(SOCK_STREAM, port);
    if (fork())
        return;
    for (;;) {
        int s = accept(listening, NULL, NULL);
        if (s >= 0)
            serve(s);
        close(s);
    }
}

static int serve(void)
{
    /* The sink is never read: what counts is what reaches the interface. */
    bound(SOCK_DGRAM, SINK_PORT);
    accept_for_ever(STREAM_PORT, serve_stream);
    accept_for_ever(ECHO_PORT, serve_echo);
    pause();
    return 0;
}

static int stream(const char *to, double seconds)
{
    static char buffer[CHUNK];
    int s = connected(SOCK_STREAM, to, STREAM_PORT);
    unsigned long long total = 0;
    double start = now();
    while (now() - start < seconds)
        if (write(s, buffer, sizeof(buffer)) < 0)
            err(1, "stream");
    shutdown(s, SHUT_WR);
    if (!read_whole(s, (char *)&total, sizeof(total)))
        errx(1, "the stream broke");
    printf("%.3f\n", total * 8e-9 / (now() - start));
    return 0;
}

static int flood(const char *to, double seconds)
{
    static char payload[FLOOD_PAYLOAD];
    struct iovec part = { payload, sizeof(payload) };
    struct mmsghdr messages[BATCH] = { 0 };
    for (int i = 0; i < BATCH; i++)
        messages[i].msg_hdr = (struct msghdr){ .msg_iov = &part, .msg_iovlen = 1 };
    int s = connected(SOCK_DGRAM, to, SINK_PORT);
    unsigned long long sent = 0;
    double start = now();
    while (now() - start < seconds) {
        int n = sendmmsg(s, messages, BATCH, 0);
        sent += n > 0 ? n : 0;
    }
    printf("%.4f\n", sent * 1e-6 / (now() - start));
    return 0;
}

static int compare(const void *a, const void *b)
{
    float difference = *(const float *)a - *(const float *)b;
    return difference < 0 ? -1 : difference > 0;
}

/* Every datagram has another pair of ports: some million pass before a pair comes again. */
static int churn(const char *to, double seconds)
{
    static char payload[FLOOD_PAYLOAD];
    static struct sockaddr_in addresses[BATCH];
    struct iovec part = { payload, sizeof(payload) };
    struct mmsghdr messages[BATCH] = { 0 };
    int sockets[BATCH];
    for (int i = 0; i < BATCH; i++) {
        sockets[i] = socket(AF_INET, SOCK_DGRAM, 0);
        messages[i].msg_hdr = (struct msghdr){
            .msg_iov = &part, .msg_iovlen = 1, .msg_name = &addresses[i], .msg_namelen = sizeof(addresses[i])
        };
    }
    unsigned long long sent = 0, round = 0;
    double start = now();
    while (now() - start < seconds) {
        for (int i = 0; i < BATCH; i++)
            addresses[i] = address(to, CHURN_FIRST_PORT + (round * BATCH + i) % CHURN_PORTS);
        int n = sendmmsg(sockets[round * BATCH / CHURN_PORTS % BATCH], messages, BATCH, 0);
        sent += n > 0 ? n : 0;
        round++;
    }
    printf("%.4f\n", sent * 1e-6 / (now() - start));
    return 0;
}

static int echo(const char *to, double seconds)
{
    static float samples[MAX_SAMPLES];
    char message[MESSAGE] = { 0 };
    int s = connected(SOCK_STREAM, to, ECHO_PORT);
    int count = 0;
    double start = now();
    while (now() - start < seconds && count < MAX_SAMPLES) {
        double before = now();
        if (write(s, message, sizeof(message)) < 0 || !read_whole(s, message, sizeof(message)))
            errx(1, "the echo broke");
        samples[count++] = (now() - before) * 1e6;
    }
    qsort(samples, count, sizeof(*samples), compare);
    printf("%.1f %.1f\n", samples[count / 2], samples[(int)(count * 0.99)]);
    return 0;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    if (argc == 2 && !strcmp(argv[1], "serve"))
        return serve();
    if (argc == 4) {
        double seconds = atof(argv[3]);
        if (!strcmp(argv[1], "stream"))
            return stream(argv[2], seconds);
        if (!strcmp(argv[1], "flood"))
            return flood(argv[2], seconds);
        if (!strcmp(argv[1], "churn"))
            return churn(argv[2], seconds);
        if (!strcmp(argv[1], "echo"))
            return echo(argv[2], seconds);
    }
    errx(2, "usage: traffic serve | stream|flood|churn|echo ADDRESS SECONDS");
}
