package net.weftnet.compute.forwarding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of a bpffs that keeps programs and tables alive: {@code maps/<table>}, {@code links/<interface index>}
 * (a device's name may hold characters a bpffs refuses).
 */
final class BpfFileSystem {
    private static final String TYPE = "bpf";

    private final Path directory;

    BpfFileSystem(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory if its file system is there.
     *
     * @throws IOException telling what to do if it is not
     */
    void prepare() throws IOException {
        if (!Files.getFileStore(nearestExisting()).type().equals(TYPE)) {
            throw new IOException("No bpffs at " + directory + ": run as root, mount one there or above"
                    + " (mount -t bpf bpf /sys/fs/bpf) or name another directory (pinDirectory)");
        }
        Files.createDirectories(links());
    }

    private Path nearestExisting() {
        var path = directory.toAbsolutePath();
        for (var parent = path.getParent(); parent != null && !Files.exists(path); parent = path.getParent()) {
            path = parent;
        }
        return path;
    }

    Path maps() {
        return directory.resolve("maps");
    }

    private Path links() {
        return directory.resolve("links");
    }

    Path link(int ifIndex) {
        return links().resolve(Integer.toString(ifIndex));
    }

    /** {@return the interfaces that have a pinned link} */
    List<Integer> linkedInterfaces() throws IOException {
        return names(links()).stream().map(Integer::valueOf).toList();
    }

    /** Unpins everything: programs are detached and tables freed with their last user. */
    void clear() throws IOException {
        for (var part : List.of(links(), maps())) {
            for (var name : names(part)) {
                Files.deleteIfExists(part.resolve(name));
            }
            Files.deleteIfExists(part);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
