/** Names. */
@NullMarked
package net.weftnet.compute.services.dns;

import org.jspecify.annotations.NullMarked;
