package net.weftnet.compute.forwarding.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.compute.forwarding.linux.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The maps of an object, pinned under their names in one directory of a bpffs. */
public final class PinnedMaps implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PinnedMaps.class);

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
            var map = BpfMap.openPinned(definition, pin);
            return map.definition().equals(definition) ? map : resized(map, definition, pin);
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

    /**
     * Moves what a map holds into one of another size, and that into its place. What the programs write into the old one
     * from then on, until they are replaced, is lost.
     */
    private static BpfMap resized(BpfMap old, MapDefinition definition, Path pin) throws IOException {
        var map = BpfMap.create(definition);
        try (old) {
            old.copyTo(map);
            // Names on a bpffs have no dots.
            var place = pin.resolveSibling(pin.getFileName() + "_new");
            Files.deleteIfExists(place);
            map.pin(place);
            Files.move(place, pin, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            log.info(
                    "{}: {} entries at most, {} before",
                    pin,
                    definition.maxEntries(),
                    old.definition().maxEntries());
            return map;
        } catch (IOException e) {
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
