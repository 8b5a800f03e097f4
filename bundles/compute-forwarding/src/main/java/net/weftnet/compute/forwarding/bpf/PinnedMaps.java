package net.weftnet.compute.forwarding.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.compute.forwarding.linux.LinuxException;

/** The maps of an object, pinned under their names in one directory of a bpffs. */
public final class PinnedMaps implements AutoCloseable {
    private final Map<String, BpfMap> maps = new LinkedHashMap<>();

    private PinnedMaps() {}

    /**
     * Opens the maps that are pinned there, with what they hold, and makes and pins those that are not.
     *
     * @throws LayoutMismatchException if a pinned map is not what its definition says
     */
    public static PinnedMaps open(List<MapDefinition> definitions, Path directory) throws IOException {
        Files.createDirectories(directory);
        var opened = new PinnedMaps();
        try {
            for (var definition : definitions) {
                opened.maps.put(definition.name(), openOrCreate(definition, directory.resolve(definition.name())));
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static BpfMap openOrCreate(MapDefinition definition, Path pin) throws IOException {
        try {
            return BpfMap.openPinned(definition, pin);
        } catch (LinuxException e) {
            if (e.errno() != LinuxException.ENOENT) {
                throw e;
            }
        }
        var map = BpfMap.create(definition);
        try {
            map.pin(pin);
            return map;
        } catch (LinuxException e) {
            map.close();
            throw e;
        }
    }

    /** {@return the map of this name} */
    public BpfMap get(String name) {
        var map = maps.get(name);
        if (map == null) {
            throw new IllegalArgumentException("The eBPF object defines no map " + name);
        }
        return map;
    }

    /** {@return every map by its name} */
    public Map<String, BpfMap> byName() {
        return Map.copyOf(maps);
    }

    /** Closes the handles; the maps stay pinned. */
    @Override
    public void close() {
        maps.values().forEach(BpfMap::close);
    }
}
