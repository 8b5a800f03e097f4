package net.weftnet.common.runtime;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only the owner of the process may read, complete or absent. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Creates the directory and its parents with mode 0700; one that exists is left as it is. */
    public static Path createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return directory;
    }

    /**
     * Writes a file of mode 0600, unless there is one: whoever comes first wins, between processes too, and no reader
     * sees a part of it.
     *
     * @return whether this call made the file
     */
    public static boolean createOnce(Path file, byte[] content) throws IOException {
        var directory = createDirectories(parentOf(file));
        // A temporary file has mode 0600 from birth.
        var draft = Files.createTempFile(directory, ".", ".new");
        try {
            Files.write(draft, content);
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.delete(draft);
        }
    }

    private static Path parentOf(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Not a file: " + file);
        }
        return parent;
    }
}
