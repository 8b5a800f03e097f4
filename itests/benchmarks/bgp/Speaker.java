import java.io.IOException;
import java.net.InetSocketAddress;

/** A speaker under test: a route reflector whose clients are the ends of {@link Load}, on loopback in AS 64512. */
interface Speaker extends AutoCloseable {
    InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.10", 1790);

    String name();

    /** Starts it anew for so many neighbours, which connect to it. */
    void start(int neighbours) throws Exception;

    long pid() throws IOException;

    /** {@return how often the work is done before it is measured, so that what is compiled at run time is compiled} */
    default int warmUps() {
        return 0;
    }

    /** {@return bytes it has allocated since its start, -1 if that is not known} */
    default long allocatedBytes() throws Exception {
        return -1;
    }

    @Override
    void close() throws Exception;
}
