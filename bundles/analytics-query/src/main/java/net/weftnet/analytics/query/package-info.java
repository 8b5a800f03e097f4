/** Queries over what analytics remembers: OpenContrail's JSON queries and SQL, over REST. */
@NullMarked
package net.weftnet.analytics.query;

import org.jspecify.annotations.NullMarked;
