package net.weftnet.compute.agent.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.weftnet.compute.agent.api.Port;
import net.weftnet.compute.agent.api.PortConflictException;
import net.weftnet.compute.agent.state.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugged ports, each in a file of its own, so that they outlive the agent: nobody plugs them again after a restart.
 * Confined to the agent's thread.
 */
public final class PortTable {
    private static final Logger log = LoggerFactory.getLogger(PortTable.class);
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final SortedMap<UUID, Port> ports = new TreeMap<>();

    private PortTable(Path directory) {
        this.directory = directory;
    }

    /** Reads the ports of a directory, which is created if need be. A file that is no port is left alone and reported. */
    public static PortTable open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var table = new PortTable(directory);
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                table.load(file);
            }
        }
        return table;
    }

    private void load(Path file) {
        try {
            for (var port : PortJson.parse(Files.readString(file))) {
                requireFreeDevice(port, List.of());
                ports.put(port.id(), port);
            }
        } catch (PortFormatException | PortConflictException | IOException e) {
            log.error("{}: not a port, ignored; plug it again or remove the file", file, e);
        }
    }

    /** Adds or replaces ports; they are on disk when this returns. Either all are taken or, in a conflict, none is. */
    public void plug(List<Port> fresh) throws PortConflictException, IOException {
        for (var port : fresh) {
            requireFreeDevice(port, fresh);
        }
        for (var port : fresh) {
            AtomicFile.write(file(port.id()), PortJson.write(port).toString());
            ports.put(port.id(), port);
        }
    }

    private void requireFreeDevice(Port port, List<Port> beside) throws PortConflictException {
        var ids = beside.stream().map(Port::id).collect(Collectors.toSet());
        var holder = Stream.concat(ports.values().stream().filter(p -> !ids.contains(p.id())), beside.stream())
                .filter(other -> other.systemName().equals(port.systemName())
                        && !other.id().equals(port.id()))
                .findFirst();
        if (holder.isPresent()) {
            throw new PortConflictException("Device " + port.systemName() + " belongs to port "
                    + holder.get().id());
        }
    }

    /** {@return whether there was such a port; it is gone from disk when this returns} */
    public boolean unplug(UUID id) throws IOException {
        if (!ports.containsKey(id)) {
            return false;
        }
        AtomicFile.delete(file(id));
        ports.remove(id);
        return true;
    }

    public Optional<Port> find(UUID id) {
        return Optional.ofNullable(ports.get(id));
    }

    public Collection<Port> all() {
        return Collections.unmodifiableCollection(ports.values());
    }

    private Path file(UUID id) {
        return directory.resolve(id + SUFFIX);
    }
}
