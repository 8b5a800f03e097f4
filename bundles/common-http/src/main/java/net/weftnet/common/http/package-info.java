/** One Netty HTTP server owns the ports; other bundles contribute routes. */
@NullMarked
package net.weftnet.common.http;

import org.jspecify.annotations.NullMarked;
