import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used of the machine.
 *
 * @param cpuSeconds of all its threads, in user and kernel mode
 * @param residentBytes of its memory
 */
record ProcessUse(double cpuSeconds, long residentBytes) {

    static ProcessUse of(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, in the ticks of 10 ms that Linux shows on every processor.
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        long resident = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
        return new ProcessUse(cpu, resident);
    }
}
