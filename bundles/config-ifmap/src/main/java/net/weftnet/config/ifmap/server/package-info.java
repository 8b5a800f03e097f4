/** The IF-MAP server: sessions, requests, and the publisher of the configuration. */
@NullMarked
package net.weftnet.config.ifmap.server;

import org.jspecify.annotations.NullMarked;
