object GlueApp { def main(args: Array[String]): Unit = dev.twospeed.glue.EtlJob.main(args) }
