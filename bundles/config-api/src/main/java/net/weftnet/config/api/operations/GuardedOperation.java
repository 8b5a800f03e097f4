package net.weftnet.config.api.operations;

import net.weftnet.config.api.api.RpcImplementation;
import org.opendaylight.yangtools.yang.common.QName;

/** An operation of {@code weftnet-operations} that asks itself what its caller may do. */
abstract class GuardedOperation implements RpcImplementation {
    private final QName rpc;

    GuardedOperation(String name) {
        rpc = Names.name(name);
    }

    @Override
    public final QName rpc() {
        return rpc;
    }

    @Override
    public final boolean isGuarded() {
        return true;
    }
}
