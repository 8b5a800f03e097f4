/** The HTTP server: listeners, the connections of each, and how a request finds its route. */
@NullMarked
package net.weftnet.common.http.server;

import org.jspecify.annotations.NullMarked;
