package net.weftnet.control.rib.api;

/**
 * One way to a destination.
 *
 * @param peer who brought it in
 * @param origin the instance it was brought into; another one than the table's if it was imported
 * @param stale whether its peer has not renewed it since its session was lost
 */
public record PathView(String peer, String origin, boolean stale, RouteAttributes attributes) {}
