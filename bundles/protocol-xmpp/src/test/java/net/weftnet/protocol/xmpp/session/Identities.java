package net.weftnet.protocol.xmpp.session;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import net.weftnet.common.runtime.tls.IssueIdentity;
import net.weftnet.common.runtime.tls.NodeTlsIdentity;

/** Nodes of one authority, in a temporary directory. */
record Identities(Path directory) {

    SSLContext of(String node) throws IOException, GeneralSecurityException {
        var out = directory.resolve(node);
        IssueIdentity.main(new String[] {
            "--authority", directory.resolve("authority").toString(), "--node", node, "--out", out.toString()
        });
        return new NodeTlsIdentity(out, node, List.of()).sslContext();
    }
}
