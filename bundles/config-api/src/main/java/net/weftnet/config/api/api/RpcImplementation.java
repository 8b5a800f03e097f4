package net.weftnet.config.api.api;

import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.config.db.api.ConfigException;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/**
 * Whiteboard service: does what an {@code rpc} of a module says (RFC 7950 section 7.14). The API offers the operation at
 * {@code POST /restconf/operations/MODULE:RPC} while the service is there and the datastore has its module.
 */
public interface RpcImplementation {

    /** {@return the name of the {@code rpc} statement} */
    QName rpc();

    /**
     * Invokes the operation, on a thread of the call: it may block.
     *
     * @param input the container {@code input}, decoded by the schema and with all that is mandatory; empty if the caller
     *     sent none
     * @param caller who calls, as authenticated
     * @return the container {@code output}; empty when the operation has nothing to say
     * @throws ConfigException to refuse; its kind decides the error tag and the status, its message is told the caller
     * @throws InterruptedException if the thread is interrupted; the client gets 503
     */
    Optional<ContainerNode> invoke(ContainerNode input, Caller caller) throws ConfigException, InterruptedException;

    /**
     * {@return whether what the operation shows and changes is up to the permissions of its caller}. One that does not mind
     * who calls can be called only by callers who may do everything.
     */
    default boolean isGuarded() {
        return false;
    }
}
