/** Karaf commands about agents and routes. */
@NullMarked
package net.weftnet.control.xmpp.shell;

import org.jspecify.annotations.NullMarked;
