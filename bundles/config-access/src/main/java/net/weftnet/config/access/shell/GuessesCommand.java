package net.weftnet.config.access.shell;

import net.weftnet.config.access.ConfigAccounts;
import net.weftnet.karaf.shell.api.Table;
import net.weftnet.karaf.shell.api.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists who is slowed down. */
@Service
@Command(scope = "weft", name = "guesses", description = "Who has given wrong passwords lately, and is slowed down")
public final class GuessesCommand extends TableCommand {

    @Reference
    private ConfigAccounts accounts;

    @Override
    protected Table table() {
        var table = Table.of("user", "from", "wrong passwords", "last", "looked at again");
        accounts.users()
                .guessing()
                .forEach(guess -> table.row(guess.user(), guess.address(), guess.count(), guess.last(), guess.until()));
        return table;
    }
}
