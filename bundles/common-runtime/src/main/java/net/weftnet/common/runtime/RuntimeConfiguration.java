package net.weftnet.common.runtime;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the node itself, PID {@value #PID}; an empty value means the default. */
@ObjectClassDefinition(name = "Weftnet node")
public @interface RuntimeConfiguration {

    /** The configuration shared by every component of this bundle. */
    String PID = "net.weftnet.common.runtime";

    @AttributeDefinition(description = "Name of the node; default: the host name")
    String nodeName() default "";

    @AttributeDefinition(description = "Where the node keeps its state; default: weft under Karaf's data directory")
    String stateDirectory() default "";

    @AttributeDefinition(description = "Holds node.p12 and authority.pem; default: tls under the state directory")
    String tlsDirectory() default "";

    @AttributeDefinition(description = "Holds the passwords; default: secrets under the state directory")
    String secretsDirectory() default "";

    @AttributeDefinition(description = "Address of the node in the underlay, put into its certificate")
    String underlayAddress() default "";
}
