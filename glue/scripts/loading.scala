object GlueApp { def main(args: Array[String]): Unit = dev.twospeed.glue.LoadingJob.main(args) }
