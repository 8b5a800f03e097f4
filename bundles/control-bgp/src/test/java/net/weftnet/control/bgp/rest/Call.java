package net.weftnet.control.bgp.rest;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;

/** A call that has neither body nor headers. */
record Call(String method, String path) implements HttpCall {
    @Override
    public Optional<String> query() {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public InputStream body() {
        return InputStream.nullInputStream();
    }

    @Override
    public Optional<Caller> caller() {
        return Optional.empty();
    }

    @Override
    public SocketAddress peer() {
        return new InetSocketAddress(0);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void onClose(Runnable action) {}
}
