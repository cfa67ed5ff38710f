package serai.sources.mct;

import org.apache.camel.spi.DataTypeTransformer;
import serai.settings.known.MctSetting;
import serai.sources.EventDecoder;
import serai.sources.RecordTransformer;

import java.time.Clock;

/** {@code mct:record}; the source's name is the setting {@code serai.mct.source}. */
@DataTypeTransformer(name = "mct:record", description = "An event of Microsoft Community Training as a learning record")
public final class MctRecordTransformer extends RecordTransformer {

    /** For Camel. */
    public MctRecordTransformer() {
        super(MctSetting.SOURCE.key());
    }

    @Override
    protected EventDecoder decoder(String source, Clock clock) {
        return new MctDecoder(source, clock);
    }
}
