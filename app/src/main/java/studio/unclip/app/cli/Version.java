package studio.unclip.app.cli;

import picocli.CommandLine.IVersionProvider;
import studio.unclip.app.platform.ProgramVersion;

/** For {@code --version}. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"unclip " + ProgramVersion.number()};
    }
}
