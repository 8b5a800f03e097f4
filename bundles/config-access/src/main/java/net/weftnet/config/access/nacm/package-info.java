/** The rules of RFC 8341, made ready to be asked at every node. */
@NullMarked
package net.weftnet.config.access.nacm;

import org.jspecify.annotations.NullMarked;
