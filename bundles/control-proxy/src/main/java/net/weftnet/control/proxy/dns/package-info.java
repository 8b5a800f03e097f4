/** Names: virtual name servers and what they answer. */
@NullMarked
package net.weftnet.control.proxy.dns;

import org.jspecify.annotations.NullMarked;
