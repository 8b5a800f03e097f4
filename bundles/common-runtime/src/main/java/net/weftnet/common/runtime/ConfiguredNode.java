package net.weftnet.common.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import net.weftnet.common.runtime.api.NodeContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The node as its configuration describes it; activation makes the state directory. */
@Component(configurationPid = RuntimeConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuntimeConfiguration.class)
public final class ConfiguredNode implements NodeContext {
    private final String nodeName;
    private final Path stateDirectory;

    @Activate
    public ConfiguredNode(RuntimeConfiguration configuration) throws IOException {
        nodeName = configuration.nodeName().isBlank() ? hostName() : configuration.nodeName();
        var directory = configuration.stateDirectory().isBlank()
                ? Path.of(System.getProperty("karaf.data", "data"), "weft")
                : Path.of(configuration.stateDirectory());
        stateDirectory = PrivateFiles.createDirectories(directory.toAbsolutePath());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    @Override
    public String nodeName() {
        return nodeName;
    }

    @Override
    public Path stateDirectory() {
        return stateDirectory;
    }
}
