/** The collector: sessions with generators, what they told last, and the REST answers about it. */
@NullMarked
package net.weftnet.analytics.collector;

import org.jspecify.annotations.NullMarked;
