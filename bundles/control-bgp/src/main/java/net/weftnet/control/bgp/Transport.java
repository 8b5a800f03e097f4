package net.weftnet.control.bgp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import net.weftnet.protocol.bgp.session.TransportSettings;

/**
 * The sockets of BGP. Those of epoll sign segments and refuse others (TCP MD5, RFC 2385), and refuse packets that come from
 * farther than they may (RFC 5082); the JDK's, where the kernel has no epoll, can do neither. All send with the highest TTL,
 * so that peers can check theirs.
 */
final class Transport {
    private static final boolean NATIVE = Epoll.isAvailable();
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MAX_TTL = 255;

    /**
     * How much may wait to be sent to a peer. Equal peers share what is encoded as long as all of them take it: one whose
     * buffer is full is told on its own later.
     */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    /** Numbers of linux/in.h and linux/in6.h. */
    private static final int IPPROTO_IP = 0;

    private static final int IPPROTO_IPV6 = 41;
    private static final ChannelOption<Integer> IP_TTL = new IntegerUnixChannelOption("IP_TTL", IPPROTO_IP, 2);
    private static final ChannelOption<Integer> IP_MINTTL = new IntegerUnixChannelOption("IP_MINTTL", IPPROTO_IP, 21);
    private static final ChannelOption<Integer> IPV6_UNICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, 16);
    private static final ChannelOption<Integer> IPV6_MINHOPCOUNT =
            new IntegerUnixChannelOption("IPV6_MINHOPCOUNT", IPPROTO_IPV6, 73);

    private Transport() {}

    static IoHandlerFactory ioHandler() {
        return NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /**
     * Checks that the sockets can do what a peer needs.
     *
     * @throws IllegalArgumentException if they cannot: the peer must not be spoken to without
     */
    static void check(TransportSettings settings) {
        if (!NATIVE && !settings.equals(TransportSettings.PLAIN)) {
            throw new IllegalArgumentException(
                    "TCP MD5 keys and TTL security need sockets that this system does not have: "
                            + Epoll.unavailabilityCause());
        }
    }

    /** {@return what is to listen on an address, for these peers} */
    static ServerBootstrap server(EventLoopGroup group, InetSocketAddress local, Collection<PeerConfig> peers) {
        var server = new ServerBootstrap()
                .group(group)
                .channel(NATIVE ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING);
        return NATIVE
                ? server.option(ttl(local.getAddress()), MAX_TTL).option(EpollChannelOption.TCP_MD5SIG, keys(peers))
                : server;
    }

    /** Lets a listener ask for the keys of these peers, and no others, from now on. */
    static void setKeys(Channel listener, Collection<PeerConfig> peers) {
        if (NATIVE) {
            listener.config().setOption(EpollChannelOption.TCP_MD5SIG, keys(peers));
        }
    }

    /** {@return what is to connect to a peer} */
    static Bootstrap client(EventLoop loop, PeerConfig peer) {
        var client = new Bootstrap()
                .group(loop)
                .channel(NATIVE ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(peer.address())
                .localAddress(peer.local());
        if (NATIVE) {
            var address = peer.address().getAddress();
            client.option(ttl(address), MAX_TTL)
                    .option(minimumTtl(address), peer.transport().minimumTtl());
            peer.transport()
                    .md5Key()
                    .ifPresent(key -> client.option(EpollChannelOption.TCP_MD5SIG, keys(address, key)));
        }
        return client;
    }

    /**
     * Protects a connection that a peer has made: it may have been on its way before the listener knew of the peer.
     *
     * @param peers all of them: the socket inherits what the listener has, and Netty compares with that
     */
    static void protect(SocketChannel accepted, PeerConfig peer, Collection<PeerConfig> peers) {
        if (NATIVE) {
            var address = peer.address().getAddress();
            var config = accepted.config();
            config.setOption(ttl(address), MAX_TTL);
            config.setOption(minimumTtl(address), peer.transport().minimumTtl());
            if (peer.transport().md5Key().isPresent()) {
                config.setOption(EpollChannelOption.TCP_MD5SIG, keys(peers));
            }
        }
    }

    private static ChannelOption<Integer> ttl(InetAddress address) {
        return address instanceof Inet6Address ? IPV6_UNICAST_HOPS : IP_TTL;
    }

    private static ChannelOption<Integer> minimumTtl(InetAddress address) {
        return address instanceof Inet6Address ? IPV6_MINHOPCOUNT : IP_MINTTL;
    }

    private static Map<InetAddress, byte[]> keys(Collection<PeerConfig> peers) {
        var keys = new HashMap<InetAddress, byte[]>();
        for (var peer : peers) {
            if (peer.enabled()) {
                peer.transport()
                        .md5Key()
                        .ifPresent(key -> keys.putAll(keys(peer.address().getAddress(), key)));
            }
        }
        return keys;
    }

    private static Map<InetAddress, byte[]> keys(InetAddress address, String key) {
        return Map.of(address, key.getBytes(StandardCharsets.US_ASCII));
    }
}
