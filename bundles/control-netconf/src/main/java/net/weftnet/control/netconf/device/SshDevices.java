package net.weftnet.control.netconf.device;

import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.client.NetconfClientFactory;
import org.opendaylight.netconf.client.NetconfClientFactoryImpl;
import org.opendaylight.netconf.client.SimpleNetconfClientSessionListener;
import org.opendaylight.netconf.client.conf.NetconfClientConfiguration;
import org.opendaylight.netconf.client.conf.NetconfClientConfiguration.NetconfClientProtocol;
import org.opendaylight.netconf.client.conf.NetconfClientConfigurationBuilder;
import org.opendaylight.netconf.shaded.sshd.client.ClientFactoryManager;
import org.opendaylight.netconf.shaded.sshd.client.auth.UserAuthFactory;
import org.opendaylight.netconf.shaded.sshd.client.auth.password.PasswordIdentityProvider;
import org.opendaylight.netconf.shaded.sshd.client.auth.password.UserAuthPasswordFactory;
import org.opendaylight.netconf.shaded.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.opendaylight.netconf.shaded.sshd.client.session.ClientSession;
import org.opendaylight.netconf.shaded.sshd.common.config.keys.PublicKeyEntry;
import org.opendaylight.netconf.shaded.sshd.common.keyprovider.KeyIdentityProvider;
import org.opendaylight.netconf.transport.api.UnsupportedConfigurationException;
import org.opendaylight.netconf.transport.ssh.ClientFactoryManagerConfigurator;
import org.opendaylight.netconf.transport.ssh.SSHTransportStackFactory;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.Host;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.IetfInetUtil;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.inet.types.rev130715.PortNumber;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.netconf.client.rev240814.netconf.client.initiate.stack.grouping.transport.ssh.ssh.SshClientParametersBuilder;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.netconf.client.rev240814.netconf.client.initiate.stack.grouping.transport.ssh.ssh.TcpClientParametersBuilder;
import org.opendaylight.yang.gen.v1.urn.ietf.params.xml.ns.yang.ietf.ssh.client.rev241010.ssh.client.grouping.ClientIdentityBuilder;
import org.opendaylight.yangtools.yang.common.Uint16;

/** Devices spoken to over SSH (RFC 6242). */
public final class SshDevices implements Devices, AutoCloseable {
    private final Duration patience;
    private final KeyPair key;
    private final KnownHosts hosts;
    private final HashedWheelTimer timer = new HashedWheelTimer(new DefaultThreadFactory("netconf-timer", true));
    private final SSHTransportStackFactory transport = new SSHTransportStackFactory("netconf", 1);
    private final NetconfClientFactory clients = new NetconfClientFactoryImpl(timer::newTimeout, transport);

    /**
     * @param patience how long a connection or an answer may take
     * @param key by which this node logs in
     */
    public SshDevices(Duration patience, KeyPair key, KnownHosts hosts) {
        this.patience = patience;
        this.key = key;
        this.hosts = hosts;
    }

    @Override
    public DeviceSession open(Endpoint endpoint) throws DeviceException, InterruptedException {
        var login = new Login(endpoint);
        var listener = new SimpleNetconfClientSessionListener();
        try {
            var opening = clients.createClient(configuration(endpoint, login, listener));
            try {
                var session = opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return new SshSession(session, listener, patience);
            } finally {
                // What comes too late is closed by the client itself.
                opening.cancel(true);
            }
        } catch (ExecutionException e) {
            throw login.failure(e.getCause() == null ? e : e.getCause());
        } catch (UnsupportedConfigurationException e) {
            throw login.failure(e);
        } catch (TimeoutException e) {
            throw new DeviceException(endpoint.socket() + " does not answer within " + patience.toSeconds() + " s", e);
        }
    }

    /** {@return a public key as a line of an authorized_keys file} */
    public static String line(PublicKey key) {
        return PublicKeyEntry.toString(key);
    }

    private static NetconfClientConfiguration configuration(
            Endpoint endpoint, Login login, SimpleNetconfClientSessionListener listener) throws DeviceException {
        InetAddress address;
        try {
            address = InetAddress.getByAddress(endpoint.address().toBytes());
        } catch (UnknownHostException e) {
            throw new DeviceException("not an address: " + endpoint.address(), e);
        }
        return NetconfClientConfigurationBuilder.create()
                .withProtocol(NetconfClientProtocol.SSH)
                .withName(endpoint.name())
                .withTcpParameters(new TcpClientParametersBuilder()
                        .setRemoteAddress(new Host(IetfInetUtil.ipAddressFor(address)))
                        .setRemotePort(new PortNumber(Uint16.valueOf(endpoint.port())))
                        .build())
                .withSshParameters(new SshClientParametersBuilder()
                        .setClientIdentity(new ClientIdentityBuilder()
                                .setUsername(endpoint.user())
                                .build())
                        .build())
                .withSshConfigurator(login)
                .withSessionListener(listener)
                .build();
    }

    /** Proves who we are, and asks who the device is. */
    private final class Login extends ClientFactoryManagerConfigurator {
        private final Endpoint endpoint;
        private volatile @Nullable String refusedKey;

        Login(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void configureClientFactoryManager(ClientFactoryManager manager) {
            manager.setServerKeyVerifier(this::isTrusted);
            manager.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key));
            var methods = new ArrayList<UserAuthFactory>(List.of(new UserAuthPublicKeyFactory()));
            if (endpoint.password() != null) {
                manager.setPasswordIdentityProvider(PasswordIdentityProvider.wrapPasswords(endpoint.password()));
                methods.add(UserAuthPasswordFactory.INSTANCE);
            }
            manager.setUserAuthFactories(methods);
        }

        private boolean isTrusted(ClientSession session, SocketAddress peer, PublicKey shown) {
            var line = line(shown);
            boolean isTrusted = hosts.isTrusted(endpoint.socket(), line);
            if (!isTrusted) {
                refusedKey = line;
            }
            return isTrusted;
        }

        DeviceException failure(Throwable cause) {
            if (refusedKey != null) {
                return new DeviceException(
                        endpoint.socket() + " shows another host key than before: " + refusedKey
                                + ". Somebody may be in between. If the key was changed: netconf:forget-key "
                                + endpoint.name(),
                        cause);
            }
            return new DeviceException("no session as " + endpoint + ": " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        try {
            clients.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close the NETCONF client", e);
        } finally {
            transport.close();
            timer.stop();
        }
    }
}
