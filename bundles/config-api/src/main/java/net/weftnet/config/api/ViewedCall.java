package net.weftnet.config.api;

import java.io.InputStream;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;

/** A call with another path and query. */
record ViewedCall(HttpCall call, String path, Optional<String> query) implements HttpCall {

    @Override
    public String method() {
        return call.method();
    }

    @Override
    public List<String> headers(String name) {
        return call.headers(name);
    }

    @Override
    public InputStream body() {
        return call.body();
    }

    @Override
    public Optional<Caller> caller() {
        return call.caller();
    }

    @Override
    public SocketAddress peer() {
        return call.peer();
    }

    @Override
    public boolean isOpen() {
        return call.isOpen();
    }

    @Override
    public void onClose(Runnable action) {
        call.onClose(action);
    }
}
