/** Accepts Sandesh generators, keeps UVEs, answers for them over REST. */
@NullMarked
package net.weftnet.analytics.collector;

import org.jspecify.annotations.NullMarked;
