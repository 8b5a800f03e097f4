/** Puts together what the server's own package only gives to Declarative Services. */
@NullMarked
package net.weftnet.common.http.server;

import org.jspecify.annotations.NullMarked;
