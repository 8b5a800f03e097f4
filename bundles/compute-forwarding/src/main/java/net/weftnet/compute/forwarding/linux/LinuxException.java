package net.weftnet.compute.forwarding.linux;

import java.io.IOException;

/** A system call failed; the message names the call, its object and the error. */
public final class LinuxException extends IOException {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;

    private static final long serialVersionUID = 1L;

    private final int errno;

    public LinuxException(String call, int errno, String error) {
        super(call + ": " + error + " (errno " + errno + ")");
        this.errno = errno;
    }

    /** {@return the error number of errno(3)} */
    public int errno() {
        return errno;
    }
}
