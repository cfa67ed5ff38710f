package serai.sources.praesidium;

import org.apache.camel.spi.DataTypeTransformer;
import serai.settings.known.PraesidiumSetting;
import serai.sources.EventDecoder;
import serai.sources.RecordTransformer;

import java.time.Clock;

/** {@code praesidium:record}; the source's name is the setting {@code serai.praesidium.source}. */
@DataTypeTransformer(name = "praesidium:record", description = "An event of Praesidium Academy as a learning record")
public final class PraesidiumRecordTransformer extends RecordTransformer {

    /** For Camel. */
    public PraesidiumRecordTransformer() {
        super(PraesidiumSetting.SOURCE.key());
    }

    @Override
    protected EventDecoder decoder(String source, Clock clock) {
        return new PraesidiumDecoder(source, clock);
    }
}
