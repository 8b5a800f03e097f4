/** Workload ports: their JSON form, their files, and the HTTP API that plugs and unplugs them. */
@NullMarked
package net.weftnet.compute.agent.port;

import org.jspecify.annotations.NullMarked;
