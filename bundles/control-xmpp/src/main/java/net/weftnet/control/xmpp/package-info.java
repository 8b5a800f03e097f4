/** Agents as XMPP peers of the control node: subscriptions, routes, configuration. */
@NullMarked
package net.weftnet.control.xmpp;

import org.jspecify.annotations.NullMarked;
